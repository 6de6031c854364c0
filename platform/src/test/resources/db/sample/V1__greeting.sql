create table sample.greeting (text varchar(40) not null);
insert into sample.greeting values ('hello');
